/// All indicators of the project, each declared once: the rules language, `backtest list indicators`, validation and the
/// tests take them from here.
public enum IndicatorCatalogue {
    /// All declarations: averages, momentum, trend, volatility, volume, rolling figures.
    public static let all: [IndicatorDeclaration] =
        averages + momentum + trend + volatility + volume + rolling

    /// The declaration of the indicator with a name, if there is one.
    public static func named(_ name: String) -> IndicatorDeclaration? { places[name].map { all[$0] } }

    private static let places = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.name, $0) })

    /// The most values that a window may hold.
    public static let longestPeriod = 100_000.0

    /// A declaration whose two forms come from one maker.
    static func declare<Indicator: ColumnIndicator>(
        _ name: String, _ title: String, formula: String, source: String, inputs: [IndicatorDeclaration.Input],
        parameters: [IndicatorDeclaration.Parameter] = [], outputs: [String] = ["value"],
        firstDefined: @escaping @Sendable ([Int]) -> Int,
        make: @escaping @Sendable (_ numbers: [Double], _ whole: [Int]) -> Indicator
    ) -> IndicatorDeclaration {
        precondition(outputs.count == Indicator.outputCount, "\(name) names as many outputs as it has")
        return IndicatorDeclaration(
            name: name, title: title, formula: formula, source: source, inputs: inputs, parameters: parameters,
            outputs: outputs, firstDefined: { firstDefined(whole($0)) }, make: { make($0, whole($0)) },
            columns: { make($0, whole($0)).columns($1) })
    }

    /// Parameters as whole numbers, rounded towards zero where they are not.
    private static func whole(_ numbers: [Double]) -> [Int] { numbers.map { Int($0) } }

    /// A parameter that counts bars.
    static func bars(
        _ name: String = "period", default defaultValue: Double, from least: Double = 1
    ) -> IndicatorDeclaration.Parameter {
        IndicatorDeclaration.Parameter(name, default: defaultValue, range: least...longestPeriod)
    }

    /// A parameter that need not be whole.
    static func number(
        _ name: String, default defaultValue: Double, _ range: ClosedRange<Double>
    ) -> IndicatorDeclaration.Parameter {
        IndicatorDeclaration.Parameter(name, default: defaultValue, range: range, isInteger: false)
    }
}
