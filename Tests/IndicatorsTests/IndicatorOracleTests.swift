import Indicators
import TestSupport
import Testing

/// The catalogue against figures that TA-Lib, pandas, ta and pandas-ta-classic computed on the bars of GOOG.
@Suite("Indicators against third-party figures")
struct IndicatorOracleTests {
    @Test(
        "agrees with the oracle", .enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"),
        arguments: OracleRow.all)
    func agreesWithTheOracle(row: OracleRow) throws {
        let google = try GoogleBars.read.get()
        let expected = try #require(google.oracle[row.column])
        let declaration = try #require(IndicatorCatalogue.named(row.indicator))
        var inputs = google.bars.inputs(of: declaration)
        if let prepared = row.prepared {
            let preparation = try #require(IndicatorCatalogue.named(prepared))
            inputs = inputs.map { preparation.columns(preparation.parameters.map(\.defaultValue), [$0])[0] }
        }
        let place = try #require(declaration.outputs.firstIndex(of: row.output))
        let column = declaration.columns(row.parameters, inputs)[place]
        #expect(column.count == expected.count && !expected.isEmpty)
        // Figures near 0 are compared with the size that the column has as a whole.
        let scale = expected.reduce(0) { $1.isNaN ? $0 : max($0, abs($1)) }
        let differing = (row.from..<min(column.count, expected.count)).filter {
            !agree(
                column[$0], expected[$0], relative: row.tolerance, absolute: row.tolerance * 1e-3 * scale)
        }
        let sample = differing.prefix(5).map { "row \($0): \(column[$0]) against \(expected[$0])" }
        #expect(differing.isEmpty, "\(row.column): \(differing.count) rows differ: \(sample)")
    }
}
