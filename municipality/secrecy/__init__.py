"""Secrecy: who comes from outside shows that it binds them before they read; families are told of their duty."""
