"""What people can say: one module a subject. Handlers read, ask, store and render; they do not decide."""
