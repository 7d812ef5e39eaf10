"""How the window looks: tokens, the style sheet made of them, icons, fonts, and the switch between themes."""
