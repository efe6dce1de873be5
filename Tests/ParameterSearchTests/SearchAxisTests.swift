import ParameterSearch
import Testing

@Suite struct SearchAxisTests {
    private func values(_ text: String) throws -> String {
        let axis = try SearchFixtures.axis(text)
        return (0..<(axis.count ?? 0)).map { axis.value(at: $0).text }.joined(separator: " ")
    }

    @Test func textsGiveTheValuesThatAPersonMeans() throws {
        #expect(try values("fast=10,20, 50") == "10 20 50")
        #expect(try values("fast=10:50:20") == "10 30 50")
        #expect(try values("fast=3:6") == "3 4 5 6")
        #expect(try values("stop=0.1:0.5:0.1") == "0.1 0.2 0.3 0.4 0.5")
        #expect(try values("stop=0:1:0.25") == "0.0 0.25 0.5 0.75 1.0")
        #expect(try values("stop=-0.3:0.3:0.1") == "-0.3 -0.2 -0.1 0.0 0.1 0.2 0.3")
        #expect(try values("rate=1:1000:log:10") == "1.0 10.0 100.0 1000.0")
        #expect(try values("side=long,short") == "long short")
        #expect(try values("lags=[1, 2],[3, 4]") == "[1, 2] [3, 4]")
        #expect(try values("time='09:30','10:00'") == "'09:30' '10:00'")
        #expect(try values("x=5:5:1") == "5")
        #expect(try values("x=1.5:1.5") == "1.5")
        #expect(try SearchFixtures.axis("rate=1e-4:0.1:log").count == nil)
        #expect(try SearchFixtures.axis("rate=0.0:1").domain == .number(lower: 0, upper: 1, scale: .linear, step: nil))
    }

    @Test func everyStepOfADecimalRangeIsTheNearestDouble() throws {
        let axis = try SearchFixtures.axis("x=0.001:1:0.001")
        for place in 0..<1000 { #expect(axis.value(at: place) == .number(Double(place + 1) / 1000)) }
    }

    @Test func sharesCoverAnAxisEvenlyOnItsScale() throws {
        let axis = try SearchFixtures.axis("x=1.0:100:log")
        #expect(axis.value(atShare: 0) == .number(1))
        #expect(axis.value(atShare: 1) == .number(100))
        guard case .number(let middle) = axis.value(atShare: 0.5) else { throw SearchError.noAxes }
        #expect(abs(middle - 10) < 1e-12)
        let words = try SearchFixtures.axis("x=a,b,c,d")
        #expect(words.value(atShare: 0.49) == .word("b"))
        #expect(words.value(atShare: 1) == .word("d"))
    }

    @Test func wordsAndNumbersOutOfOrderHaveNoOrder() throws {
        #expect(try SearchFixtures.axis("x=1,2,5").isOrdered)
        #expect(try !SearchFixtures.axis("x=1,5,2").isOrdered)
        #expect(try !SearchFixtures.axis("x=1,2,none").isOrdered)
    }

    @Test func whatIsWrongIsSaid() {
        let forms = "name=a,b,c or name=lower:upper[:step] or name=lower:upper:log[:factor]"
        let rows = [
            ("fast", "'fast': found no '=', expected \(forms)"),
            ("fast=1:2:3:4", "'fast=1:2:3:4': found 4 parts, expected \(forms)"),
            ("fast=1:x", "'fast=1:x': found 'x', expected a number"),
            ("fast=1:2:lag", "'fast=1:2:lag': found 'lag', expected a number or 'log'"),
            ("fast=", "fast: no values; at least one is needed"),
            ("fast=1,,2", "fast: a value is empty; allowed is a number or a text"),
            ("fast=10:5", "fast: the upper end 5 lies below the lower end 10"),
            ("stop=1.5:0.5:log", "stop: the upper end 0.5 lies below the lower end 1.5"),
            ("fast=1:9:0", "fast: the step is 0; allowed is a whole number above 0"),
            (
                "fast=5:100:10",
                "fast: steps of 10 do not lead from 5 to 100, the last value would be 95; write 5:95:10 or another step"
            ),
            (
                "stop=0.1:1:0.4",
                "stop: steps of 0.4 do not lead from 0.1 to 1, the last value would be 0.9; "
                    + "write 0.1:0.9:0.4 or another step"
            ),
            ("stop=0.1:1:-0.1", "stop: the step is -0.1; allowed is a finite number above 0"),
            ("rate=0:1:log", "rate: the lower end is 0; allowed is a number above 0 on a logarithmic scale"),
            ("rate=1:8:log:1", "rate: the factor is 1; allowed is a finite number above 1"),
            ("fast=10,20,10.0", "fast: the value 10.0 stands twice"),
            (
                "fa st=1,2",
                "the name of an axis is 'fa st'; allowed are letters, digits, '_', '-' and '.', first a letter or '_'"
            ),
        ]
        for (text, message) in rows {
            #expect(SearchFixtures.message { _ = try SearchFixtures.axis(text) } == message)
        }
    }

    @Test func noTextTraps() {
        let seed = UInt64.random(in: 0 ... .max)
        var generator = SeededGenerator(seed)
        let pieces = [
            "=", ":", ",", "1", "-", "1e300", "-1e308", "9007199254740993", "log", "'", "[", "]", ".5", "a", "_", "é",
            " ", "\u{0}",
        ]
        for _ in 0..<20_000 {
            let text =
                "x="
                + (0..<Int.random(in: 0..<7, using: &generator)).map { _ in
                    pieces[Int.random(in: 0..<pieces.count, using: &generator)]
                }.joined()
            guard let axis = try? SearchAxis(text: text) else { continue }
            let value = axis.value(atShare: 0.7)
            #expect(SearchValue(yaml: value.text) == value, "seed \(seed): \(text)")
        }
    }
}
