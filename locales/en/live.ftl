live-too-many = Too many live pages are open in your name. Close some of them and try again.
live-lost = The connection is lost and is being made again. This page may not be the latest.
