"""The colours of pictures."""

# Okabe and Ito's colours, told apart by colour-blind readers too
BLUE, ORANGE, GREEN = "#0072B2", "#D55E00", "#009E73"
INK, SOFT, PALE, GRID = "#1F2933", "#5F6B7A", "#F1F4F7", "#DDE3EA"
