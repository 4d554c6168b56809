from sklearn.neural_network import MLPClassifier
net = MLPClassifier((4,)).fit([[0,0],[0,1],[1,0],[1,1]], [0,1,1,0])
