"""An experiment as plain data: what is learned, by which network, how, and from which seed."""
