// Enhancement only: the editor does all it does without this.
