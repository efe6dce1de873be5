import Core
import Glibc

/// Figures of facts as text: four digits that matter, however small or large they are.
enum FactText {
    /// A number with four significant digits; very small and very large ones with an exponent.
    static func figure(_ value: Double) -> String {
        guard value.isFinite else { return FigureText.missing }
        let size = value.magnitude
        if size == 0 { return "0" }
        if size >= 1e6 || size < 1e-4 {
            let exponent = Int(log10(size).rounded(.down))
            return FigureText.fixed(value / pow(10, Double(exponent)), decimals: 2) + "e\(exponent)"
        }
        if value == value.rounded() { return FigureText.fixed(value, decimals: 0) }
        return FigureText.fixed(
            value, decimals: size >= 1_000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4)
    }

    /// A whole number with its thousands parted.
    static func count(_ value: Int) -> String { FigureText.count(value) }
}
