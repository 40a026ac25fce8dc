"""Tables leave the house: the named tables that command line, routes and pages share, and the forms they take."""
