import Core
public import Indicators

extension IndicatorDeclaration {
    /// How rules write it: `sma(series, period = 20)`.
    public var usage: String {
        let seriesCount = inputs.count { $0 == .series }
        let series = seriesCount == 1 ? ["series"] : (0..<seriesCount).map { "series\($0 + 1)" }
        let numbers = parameters.map { "\($0.name) = \($0.defaultValue.shortestText)" }
        return "\(name)(\((series + numbers).joined(separator: ", ")))"
    }
}
