"""SignCLIP: the network, the encoder, and the models on this computer."""
