import numpy


class NeuralNetwork:
    def __init__(self, inputnodes, hiddennodes, outputnodes, learningrate):
        draw = numpy.random.default_rng(2).normal
        self.wih = draw(0.0, 1.0, (hiddennodes, inputnodes))
        self.who = draw(0.0, 1.0, (outputnodes, hiddennodes))
        self.lr = learningrate

    def activation(self, x):
        return 1 / (1 + numpy.exp(-x))

    def train(self, inputs, targets, epochs=5000):
        inputs, targets = numpy.array(inputs).T, numpy.array(targets).T
        for _ in range(epochs):
            hidden = self.activation(self.wih @ inputs)
            final = self.activation(self.who @ hidden)
            output_errors = (targets - final) * final * (1 - final)
            hidden_errors = self.who.T @ output_errors * hidden * (1 - hidden)
            self.who += self.lr * output_errors @ hidden.T
            self.wih += self.lr * hidden_errors @ inputs.T
