"""From a picture or a text layer to words, whoever reads them."""
