dialogue-anew = The questions have changed while you were answering. Once more, from the start:
dialogue-left = Stopped, nothing was changed. Back to the beginning: /menu
