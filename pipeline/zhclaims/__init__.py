"""zhclaims: the numbers in Chinese business articles as data."""
