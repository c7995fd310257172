"""The README's pictures of the chat page, taken by walking through it in a browser."""
