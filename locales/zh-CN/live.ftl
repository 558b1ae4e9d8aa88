live-too-many = 您打开的实时页面太多了，请关掉几个再试。
