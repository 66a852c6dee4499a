"""Forms: fields that become the body of an entry, saved, refused or asked about in one way everywhere."""
