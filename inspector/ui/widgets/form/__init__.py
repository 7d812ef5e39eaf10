"""Items of a checklist as widgets: an editor for every kind of question, and the view that fills a section."""
