"""Doses and orders: what is due, what became of it, what is to be given from now on."""
