live-too-many = Too many live pages are open in your name. Close some of them and try again.
