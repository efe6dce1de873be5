import Foundation
import TestSupport
import Testing

/// Configs that are right on their own, with files beside the bars, or bars, that do not fit them: an error that names
/// file and line, or the place in the config, its status, and nothing left behind.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct FaultyFilesTests {
    /// What is run and how it ends.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// The content of `x.csv`, which the config names.
        var file = ""
        /// The keys of `data` after path and calendar.
        var data = ""
        /// What follows `data`.
        var rest = FaultyFilesTests.rules
        var status: Int32 = 4
        var says: [String]
    }

    static let rules = "strategy: { rules: { enter_long: close > 101, exit_long: close < 101 } }\n"
    static let actionHeader = "date,instrument,kind,value,pay_date,currency\n"
    static let euro = rules + "broker: { fx: { EUR: { path: x.csv } } }\ninstruments: { A: { currency: EUR } }\n"
    static let interest = rules + "broker: { interest: { path: x.csv } }\n"

    /// Ten days from Monday 2021-01-04 on: A rises and falls, B stays where it is.
    static func bars(_ price: (Int) -> Double) -> String {
        "date,open,high,low,close,volume\n"
            + (0..<10).map { day in
                let text = "\(price(day))"
                return "2021-01-\(day < 6 ? "0" : "")\(day + 4),\(text),\(text),\(text),\(text),10\n"
            }.joined()
    }

    static func actions(_ name: String, _ rows: String, _ says: String..., status: Int32 = 4) -> Case {
        Case(
            testDescription: "actions: \(name)", file: actionHeader + rows, data: ", actions: x.csv", status: status,
            says: says)
    }

    static func rates(_ name: String, _ rows: String, _ says: String..., status: Int32 = 4) -> Case {
        Case(testDescription: "rates: \(name)", file: "date,rate\n" + rows, rest: euro, status: status, says: says)
    }

    static func portfolio(_ name: String, _ keys: String, _ says: String...) -> Case {
        Case(
            testDescription: "portfolio: \(name)", rest: "portfolio: { \(keys) }\nbroker: { cash: 5_000 }\n", status: 3,
            says: ["<stdin>:2:"] + says)
    }

    static let cases: [Case] = [
        actions("a split by a negative number", "2021-01-06,A,split,-2,,\n", "x.csv:2: error: found \"-2\""),
        actions("a split by nothing", "2021-01-06,A,split,0,,\n", "x.csv:2: error: found \"0\""),
        actions("a split beyond all splits", "2021-01-06,A,split,1e300,,\n", "x.csv:2: error: found \"1e300\""),
        actions("a dividend that is no number", "2021-01-06,A,dividend,nan,,\n", "x.csv:2: error: found \"nan\""),
        actions("paid before the day itself", "2021-01-06,A,dividend,1,2021-01-05,\n", "x.csv:2:", "pay date"),
        actions("an instrument that is not there", "2021-01-06,Z,split,2,,\n", "x.csv:2:", "\"Z\"", "those of A"),
        actions("a kind that there is not", "2021-01-06,A,merger,2,,\n", "x.csv:2:", "dividend, split or delisting"),
        actions("another currency", "2021-01-06,A,dividend,1,,EUR\n", "<stdin>:1:", "data.actions", "EUR", status: 3),
        Case(
            testDescription: "actions: no such file", data: ", actions: none.csv",
            says: ["none.csv: error: no such file"]),
        rates("none", "", "x.csv: error: the file holds a header but no rows"),
        rates("twice", "2021-01-01,1\n2021-01-01,1\n", "x.csv:3: error: found 2021-01-01 a second time"),
        rates("backwards", "2021-01-02,1\n2021-01-01,1\n", "x.csv:3: error: found 2021-01-01 after 2021-01-02"),
        rates("below zero", "2021-01-01,1\n2021-01-05,-1\n", "<stdin>:3:", "x.csv has the rate -1", status: 3),
        rates("too late", "2021-01-08,1\n", "<stdin>:3:", "broker.fx.EUR.path", "give earlier rates", status: 3),
        Case(
            testDescription: "interest: too late", file: "date,percent\n2021-01-08,1\n", rest: interest, status: 3,
            says: ["<stdin>:3:", "broker.interest.path", "give earlier rates"]),
        Case(
            testDescription: "interest: a hole", file: "date,percent\n2021-01-01,1\n2021-01-06,\n", rest: interest,
            says: ["x.csv:3: error: found \"\""]),
        Case(
            testDescription: "interest: beyond all rates", file: "date,percent\n2021-01-01,5000\n", rest: interest,
            says: ["x.csv:2: error: found \"5000\"", "from -100 to 1000"]),
        portfolio("more than all", "allocation: fixed, weights: { A: 0.8, B: 0.7 }", "sum to 1.5", "at most 1"),
        portfolio("less than nothing", "allocation: fixed, weights: { A: -0.8 }", "portfolio.weights.A", "from 0 to 1"),
        portfolio("weights of nothing", "allocation: fixed, weights: {}", "sum to 0", "more than 0"),
        portfolio("a symbol that is not there", "allocation: fixed, weights: { Z: 1 }", "'Z'", "in the data: A, B"),
        portfolio("a symbol twice", "allocation: equal, instruments: [A, A]", "'A' twice"),
        portfolio("more than there are", "allocation: momentum, top: 5, lookback: 3", "top (5)", "2 instruments"),
        portfolio("one price", "allocation: minimum-variance, lookback: 1", "lookback (1)", "at least 2"),
        portfolio(
            "bounds that exclude all", "allocation: minimum-variance, lookback: 3, minimum_weight: 0.6",
            "minimum_weight (0.6)", "above 1"),
        portfolio(
            "prices that do not vary", "allocation: equal-risk, instruments: [B], lookback: 3",
            "no decision could be taken", "do not vary"),
        portfolio(
            "a window longer than the data", "allocation: momentum, top: 1, lookback: 60", "60 bars", "data hold 10"),
        Case(
            testDescription: "a period that ends before it begins", data: ", from: 2021-01-09, to: 2021-01-05",
            status: 3, says: ["<stdin>:1:", "data.to", "before 'data.from'"]),
        Case(
            testDescription: "a period after the data", data: ", from: 2031-01-01", status: 3,
            says: ["<stdin>:1:", "no decision could be taken", "2031-01-01"]),
        Case(
            testDescription: "a period before the data", data: ", to: 2020-01-01",
            says: ["A.csv: error: no bar of A lies between", "2021-01-04", "2021-01-14"]),
        Case(
            testDescription: "a calendar that there is not", data: ", zone: Mars/Olympus", status: 3,
            says: ["<stdin>:1:", "unknown time zone", "Mars/Olympus"]),
        Case(
            testDescription: "an instrument that is not there", rest: rules + "instruments: { Z: { lot_size: 1 } }\n",
            status: 3, says: ["<stdin>:3:", "'Z'"]),
        Case(
            testDescription: "strategies of one name",
            rest: """
                strategies:
                  - { name: x, rules: { enter_long: close > 0 } }
                  - { name: x, rules: { enter_long: close > 0 } }

                """, status: 3, says: ["<stdin>:4:13: error:", "'x'"]),
        Case(
            testDescription: "an index in braces",
            rest: "strategy: { rules: { enter_long: close > close[1] } }\n", status: 3,
            says: ["<stdin>:2:", "in quotes"]),
    ]

    @Test(arguments: cases) func whatDoesNotFitIsRefusedAndNothingIsLeft(one: Case) throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.bars { day in [100.0, 102, 103, 101, 99][day % 5] }, to: "A.csv")
        try folder.write(Self.bars { _ in 50 }, to: "B.csv")
        try folder.write(one.file, to: "x.csv")
        let paths = one.rest.contains("portfolio") ? "[A.csv, B.csv]" : "A.csv"
        let outcome = try Program.run(
            ["run", "-"], in: folder.url, input: "data: { path: \(paths), calendar: 24/7\(one.data) }\n" + one.rest)
        #expect(outcome.status == one.status, "\(outcome.status): \(outcome.errors)")
        for text in one.says { #expect(outcome.errors.contains(text), "'\(text)' is not in: \(outcome.errors)") }
        #expect(outcome.output.isEmpty)
        #expect(folder.namesBesideLedger == ["A.csv", "B.csv", "x.csv"])
    }

    @Test func aSecurityHasNoPriceBelowZeroButAFutureMay() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.bars { day in [20.0, 10, 2, -37, 8][day % 5] }, to: "OIL.csv")
        let config = """
            data: { path: OIL.csv, calendar: 24/7 }
            strategy: { rules: { enter_long: close < 0, exit_long: close > 15, size: { units: 2 } } }
            broker: { margin: {}, commission: { basis_points: 100 } }

            """
        let refused = try Program.run(["run", "-"], in: folder.url, input: config)
        #expect(refused.status == 3, "\(refused.errors)")
        #expect(
            refused.errors.contains("OIL has a price of -37 in the bar that ends at 2021-01-08"), "\(refused.errors)")
        #expect(folder.namesBesideLedger == ["OIL.csv"])
        let future = try Program.run(
            ["run", "-", "--out", "x", "--json"], in: folder.url,
            input: config
                + "instruments: { OIL: { kind: future, margin: { initial_per_unit: 1, maintenance_per_unit: 1 } } }\n")
        #expect(future.status == 0, "\(future.errors)")
        // Bought at 8 after the day below zero, sold at 10 after the next day at 20, and once more: 1 % of each amount.
        let fills = try FigureTable(path: folder.url.appendingPathComponent("x/fills.csv").path)
        #expect(fills.numbers("price") == [8, 10, 8], "\(fills.rows)")
        #expect(zip(fills.numbers("commission"), [0.16, 0.2, 0.16]).allSatisfy { agree($0, $1) })
    }

    @Test func whatWasLeftOutOfRatesAndWhereTheyEndIsWarnedOf() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.bars { _ in 102 }, to: "A.csv")
        try folder.write("date,rate\n2020-12-01,1.2\n2020-12-15,0\n2020-12-16,.\n", to: "x.csv")
        let outcome = try Program.run(
            ["run", "-"], in: folder.url, input: "data: { path: A.csv, calendar: 24/7 }\n" + Self.euro)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("warning: rows without a price left out: 2, in EUR"), "\(outcome.output)")
        #expect(outcome.output.contains("warning: the last rate of EUR is of 2020-12-02"), "\(outcome.output)")
    }

    @Test func refusedOrdersAreCountedByReason() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.bars { _ in 102 }, to: "A.csv")
        let outcome = try Program.run(
            ["run", "-"], in: folder.url,
            input: """
                data: { path: A.csv, calendar: 24/7 }
                strategy: { rules: { enter_long: close > 101, stop_loss: { percent: 100 } } }

                """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(
            outcome.output.contains("warning: 10 orders were refused: exit on the wrong side of its entry"),
            "\(outcome.output)")
    }
}
