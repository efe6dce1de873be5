import Simulation

extension StrategyParameters {
    /// The parameters as users know them, in the order of help.
    static var shown: [StrategyDeclaration.Parameter] {
        let defaults = Self()
        return declarations.map {
            .init(name: $0.name, domain: $0.domain, defaultValue: $0.read(defaults), summary: $0.summary)
        }
    }

    /// The parameters with values for some of them, by name; the rest keep their defaults.
    ///
    /// - Throws: `StrategyError` for a name that is none of theirs, or a value outside of its domain.
    init(setting values: [(name: String, value: ParameterValue)]) throws(StrategyError) {
        self.init()
        let declarations = Self.declarations
        for (name, value) in values {
            guard let declaration = declarations.first(where: { $0.name == name }) else {
                throw StrategyError("there is no parameter '\(name)'")
            }
            guard declaration.write(&self, value) else {
                throw StrategyError("'\(name)' must be \(declaration.domain.allowed); found \(value)")
            }
        }
    }
}
