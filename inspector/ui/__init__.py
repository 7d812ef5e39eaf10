"""The window: screens, dialogs and widgets over the services. The only package besides `app` that knows Qt."""
