import Glibc

/// The unit in which forecasts, truths and errors are printed: small returns in basis points, others in percent.
struct ForecastScale: Sendable {
    /// By what values are multiplied before they are drawn.
    let factor: Double
    /// How axes print them.
    let unit: FigureUnit
    /// What titles call the unit; empty for a unit of its own.
    let name: String
    private let kind: ForecastTarget.Kind

    /// The mean size of returns below which they are printed in basis points.
    static let smallReturn = 0.002

    /// The scale of a target whose truths are of some mean size; `nil` where it is not known.
    init(_ kind: ForecastTarget.Kind, meanSize: Double?) {
        self.kind = kind
        switch kind {
        case .returns:
            let isSmall = (meanSize ?? 1) < ForecastScale.smallReturn
            factor = isSmall ? 10_000 : 1
            unit = isSmall ? .ratio : .fraction
            name = isSmall ? "basis points" : "percent"
        case .value: (factor, unit, name) = (1, .ratio, "")
        case .probability: (factor, unit, name) = (1, .ratio, "probability")
        }
    }

    /// A value as tables print it.
    func text(_ value: Double) -> String {
        switch (kind, unit) {
        case (.returns, .fraction): FigureText.percent(value, decimals: 3)
        case (.returns, _): FigureText.fixed(value * factor, decimals: 2)
        case (.value, _): ForecastScale.significant(value)
        case (.probability, _): FigureText.fixed(value, decimals: 4)
        }
    }

    /// A value to be drawn.
    func drawn(_ values: [Double]) -> [Double] { factor == 1 ? values : values.map { $0 * factor } }

    /// What a heading adds behind a comma: `, basis points`.
    var suffix: String { name.isEmpty ? "" : ", " + name }

    /// A number with four significant digits, three where it is small, and a power of ten where it is very small or large.
    static func significant(_ value: Double) -> String {
        guard value.isFinite, value != 0 else { return value == 0 ? "0" : FigureText.missing }
        let exponent = Int(log10(value.magnitude).rounded(.down))
        if (-4...8).contains(exponent) {
            return FigureText.fixed(value, decimals: max(0, min(6, 3 - exponent)))
        }
        // In two steps, so that the least numbers do not divide by what is below them.
        let mantissa = value / pow(10, Double(exponent / 2)) / pow(10, Double(exponent - exponent / 2))
        return FigureText.fixed(mantissa, decimals: 3) + "e" + String(exponent)
    }

    /// How a column of numbers of one unit is printed: with as many decimals as its greatest has four digits.
    static func column(_ values: [Double]) -> (Double) -> String {
        let greatest = values.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
        guard greatest > 0 else { return significant }
        let exponent = Int(log10(greatest).rounded(.down))
        guard (-3...8).contains(exponent) else { return significant }
        return { FigureText.fixed($0, decimals: max(0, 3 - exponent)) }
    }
}
