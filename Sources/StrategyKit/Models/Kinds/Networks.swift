import Learning

extension ModelDeclaration {
    /// Networks.
    static let networks: [ModelDeclaration] = [
        .model("mlp", "A multilayer perceptron, trained by gradients", parameters: NetworkParameters.self) {
            $0.model
        }.reading(NetworkParameters.uses)
    ]
}
