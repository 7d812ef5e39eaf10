"""The screens of product.md, a folder or module each."""
