import Core
import Testing

@testable import Reports

@Suite struct FigureTextTests {
    @Test(arguments: [
        (1_234_567.891, 2, "1,234,567.89"), (-1_234.5, 0, "-1,235"), (0.005, 2, "0.01"), (-0.004, 2, "0.00"),
        (999.995, 2, "1,000.00"), (0, 3, "0.000"), (100, 0, "100"), (1e20, 2, "1e+20"), (.nan, 2, "n/a"),
        (-.infinity, 2, "n/a"), (0.05, 2, "0.05"),
    ])
    func fixedDecimalsWithGroupedThousands(value: Double, decimals: Int, text: String) {
        #expect(FigureText.fixed(value, decimals: decimals) == text)
    }

    @Test(arguments: [
        (0.0123, FigureUnit.fraction, "1.23\u{202f}%"), (-1, .fraction, "-100.00\u{202f}%"), (0.71341, .ratio, "0.713"),
        (0.01234, .ratio, "0.0123"), (12_345.678, .cash, "12,345.68"), (1_803, .count, "1,803"), (12.5, .bars, "12.5"),
        (3, .days, "3"),
    ])
    func figuresArePrintedInTheWayOfTheirUnit(value: Double, unit: FigureUnit, text: String) {
        #expect(FigureText.figure(value, unit: unit) == text)
    }

    @Test(arguments: [
        (100.0, "100.00"), (100.335, "100.335"), (100.12345, "100.1235"), (0.123456, "0.123456"), (1e20, "1e+20"),
    ])
    func pricesHaveTwoToFourDecimals(value: Double, text: String) {
        #expect(FigureText.price(value) == text)
    }

    @Test(arguments: [(100.0, "100"), (0.5, "0.5"), (1_234.567891, "1,234.567891"), (1e20, "1e+20"), (0, "0")])
    func quantitiesHaveNoNeedlessDecimals(value: Double, text: String) {
        #expect(FigureText.quantity(value) == text)
    }

    @Test func timesShowSecondsOnlyWhereThereAreAny() {
        let date = CivilDate(year: 2006, month: 1, day: 3)
        #expect(FigureText.time(Timestamp(date, hour: 9, minute: 5)) == "2006-01-03 09:05")
        #expect(FigureText.time(Timestamp(date, hour: 9, minute: 5, second: 7)) == "2006-01-03 09:05:07")
    }
}
