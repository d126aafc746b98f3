document.title = "Boards"
