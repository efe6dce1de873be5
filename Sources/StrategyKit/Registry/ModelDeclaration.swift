public import Learning
public import Simulation

/// A model under a name that configs can use.
public struct ModelDeclaration: Sendable {
    /// A parameter as users know it.
    public typealias Parameter = StrategyDeclaration.Parameter

    /// The name in configs: `elastic-net`.
    public let name: String
    /// What it does, in a line.
    public let summary: String
    /// Its parameters, in the order of help.
    public let parameters: [Parameter]
    /// Adds what reads the fitted model back from a file, where the declaration says how.
    private(set) var restore: (@Sendable (inout ModelRestorers) -> Void)?
    /// Which of them are read for some values of others alone.
    private(set) var uses: [ParameterUse] = []
    private let makeModel: @Sendable ([(name: String, value: ParameterValue)]) throws(StrategyError) -> any Model

    /// Declares a model.
    ///
    ///     .model("momentum", "Follows the mean of the last returns", parameters: MomentumParameters.self) {
    ///         parameters in Momentum(bars: parameters.bars)
    ///     }
    ///
    /// - Parameters:
    ///   - name: The name in configs: lower case, words joined by `-`.
    ///   - summary: What it does, in a line.
    ///   - parameters: The type of its parameters.
    ///   - make: The model with some parameters; throws for a combination that can not be.
    public static func model<Parameters: StrategyParameters & SendableMetatype>(
        _ name: String, _ summary: String, parameters: Parameters.Type,
        make: @escaping @Sendable (Parameters) throws(LearningError) -> any Model
    ) -> ModelDeclaration {
        ModelDeclaration(name: name, summary: summary, parameters: Parameters.shown) {
            values throws(StrategyError) in
            let parameters = try Parameters(setting: values)
            do throws(LearningError) { return try make(parameters) } catch { throw StrategyError(error.description) }
        }
    }

    /// Declares a model without parameters.
    public static func model(
        _ name: String, _ summary: String, make: @escaping @Sendable () throws(LearningError) -> any Model
    ) -> ModelDeclaration {
        model(name, summary, parameters: NoParameters.self) { _ throws(LearningError) in try make() }
    }

    /// The same declaration, of a model whose fitted form can be written to a file and read back.
    ///
    ///     .model("momentum", "…", parameters: MomentumParameters.self) { Momentum($0) }.stored(as: Momentum.Fitted.self)
    public func stored<Fitted: RestorableModel>(as type: Fitted.Type) -> ModelDeclaration {
        var declaration = self
        declaration.restore = { $0.add(type) }
        return declaration
    }

    /// The same declaration, with parameters that are read for some values of others alone.
    ///
    ///     .model("momentum", …) { … }.reading([ParameterUse("decay", for: "weighting", "exponential")])
    public func reading(_ uses: [ParameterUse]) -> ModelDeclaration {
        var declaration = self
        declaration.uses += uses
        return declaration
    }

    /// Lets its fitted form be read back.
    public func addRestorer(to restorers: inout ModelRestorers) { restore?(&restorers) }

    /// A model with values for some of its parameters; the rest keep their defaults.
    ///
    /// - Throws: `StrategyError` for a name that is none of its parameters, a value outside of its domain, or a
    ///   combination that can not be.
    public func make(_ values: [(name: String, value: ParameterValue)] = []) throws(StrategyError) -> any Model {
        try makeModel(values)
    }
}
