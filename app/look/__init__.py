"""How the program looks: colours, fonts, icons, style sheet and plots."""
