"""What a ward does with a child besides measuring: admit, change the bed, weigh, discharge, admit again, close."""
