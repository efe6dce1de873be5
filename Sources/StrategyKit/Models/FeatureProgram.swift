import Core
import Indicators

/// The expressions of a model, compiled: its features, and what its labels need besides prices.
public struct FeatureProgram: Sendable {
    /// One feature.
    public struct Feature: Sendable {
        /// Its name.
        public let name: String
        /// The expression, as written.
        public let expression: String
        /// How it is seen beside other instruments; `nil` for by itself.
        public let across: CrossSection?
        /// Where its value lies.
        let slot: Int32
    }

    /// The features, by name.
    public let features: [Feature]
    /// The unit of scaled returns and barriers.
    let width: Int32?
    /// The expression of that unit; `nil` where labels need none.
    public let widthExpression: String?
    /// The side that a first rule takes.
    let side: Int32?
    /// What computes them all.
    let rules: RuleProgram

    /// The symbols that are learnt from, as the config names them; `nil` for all that take orders.
    public var symbols: [String]? { rules.symbols }

    /// The names of the features, in order.
    public var names: [String] { features.map(\.name) }

    /// Whether any feature is seen beside those of other instruments.
    var looksAcross: Bool { features.contains { $0.across != nil } }

    /// The unit of labels where the config gives none: the deviation of the last 20 returns.
    static let defaultWidth = "stddev(close / close[1] - 1, 20)"

    /// Compiles the features of a validated `strategy.model` section.
    ///
    /// - Throws: All that is wrong, each at its line and column.
    init(_ model: ConfigValue, needsWidth: Bool, indicators: [IndicatorDeclaration]) throws(ConfigError) {
        var compiler = RuleCompiler(indicators: indicators)
        var problems: [ConfigError.Problem] = []
        func slot(_ text: ConfigScalar) -> Int32 {
            do throws(RuleError) {
                let slot = try compiler.compile(text.text, as: .number)
                if compiler.stages[0].dependsOnAccount[Int(slot)] {
                    problems.append(
                        .init(
                            text.place(at: 0),
                            "a model's features know bars alone; position, entry_price, bars_held and profit are not known"
                        ))
                }
                return slot
            } catch {
                problems.append(.init(text.place(at: error.offset), error.message))
                return 0
            }
        }
        var features: [Feature] = []
        for entry in model["features"]?.entries ?? [] {
            guard let text = entry.value["value"]?.scalar else { continue }
            features.append(
                Feature(
                    name: entry.key.text, expression: text.text,
                    across: entry.value["across"]?.text.flatMap { CrossSection(rawValue: $0) }, slot: slot(text)))
        }
        let source = ConfigSource(override: "default of strategy.model.label.width")
        let ownWidth = ConfigScalar(
            text: FeatureProgram.defaultWidth, style: .plain, line: 1, column: 1, source: source)
        let widthText = needsWidth ? model["label.width"]?.scalar ?? ownWidth : nil
        width = widthText.map { slot($0) }
        widthExpression = widthText?.text
        side = model["label.side"]?.scalar.map { slot($0) }
        self.features = features
        var rules = RuleProgram()
        rules.stages = compiler.stages
        rules.symbols = model["on"]?.elements.compactMap(\.text)
        self.rules = rules
        guard problems.isEmpty else { throw .invalid(StudyConfiguration.sorted(problems)) }
    }
}
