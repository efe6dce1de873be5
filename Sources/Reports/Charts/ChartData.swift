import Core
import Glibc

/// Columns of a chart as short JSON for the page's script.
enum ChartData {
    /// Instants as a first value, a unit and differences, all in milliseconds:
    /// `t[i] = first + unit × (differences[0] + … + differences[i])`.
    static func times(_ nanoseconds: [Int64]) -> JSONValue {
        let instants = nanoseconds.map { floorDivide($0, 1_000_000) }
        let first = instants.first ?? 0
        var differences: [Int64] = []
        differences.reserveCapacity(instants.count)
        var (previous, unit) = (first, Int64(0))
        for instant in instants {
            differences.append(instant - previous)
            unit = greatestCommonDivisor(unit, instant - previous)
            previous = instant
        }
        unit = max(unit, 1)
        return [
            "first": .integer(Int(first)), "unit": .integer(Int(unit)),
            "differences": .array(differences.map { .integer(Int($0 / unit)) }),
        ]
    }

    /// Values with seven significant digits of the column's greatest, `null` where not finite.
    static func values(_ column: [Double]) -> JSONValue {
        var greatest = 0.0
        for value in column where value.isFinite { greatest = max(greatest, value.magnitude) }
        let decimals = greatest > 0 ? max(0, min(12, 6 - Int(log10(greatest).rounded(.down)))) : 0
        let scale = pow(10, Double(decimals))
        return .array(
            column.map { value in
                guard value.isFinite else { return .null }
                let rounded = (value * scale).rounded() / scale
                return .number(rounded == 0 ? 0 : rounded)
            })
    }

    private static func greatestCommonDivisor(_ a: Int64, _ b: Int64) -> Int64 {
        var (a, b) = (a, b < 0 ? -b : b)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }
}
