import Core
import Foundation
import Reports
import Simulation
import StrategyKit
import TestSupport
import Testing
import TimeSeries

@testable import Research

/// Studies whose accounts earn interest, settle later, and hold what is priced in other currencies.
@Suite struct MoneyStudyTests {
    private static let bars = """
        date,open,high,low,close,volume
        2018-03-12,100,100,100,100,10
        2018-03-13,100,100,100,100,10
        2018-03-14,100,110,100,110,20
        2018-03-15,110,110,110,110,20
        2018-03-16,110,110,110,110,20
        2018-03-19,110,110,110,110,20

        """
    private static let rates =
        "date,rate\n2018-03-12,1.2\n2018-03-13,1.2\n2018-03-14,1.5\n2018-03-15,1.5\n2018-03-16,1.5\n2018-03-19,1.5\n"

    private static func study(
        _ folder: TemporaryFolder, _ account: String, enter: String = "close > 0", instruments: String = ""
    ) throws -> StudyResult {
        let path = try folder.write(bars, to: "x.csv")
        return try Study(
            try StudyConfiguration(
                yaml: """
                    name: x
                    data: { source: csv, path: \(path), calendar: XNYS }
                    strategy: { rules: { enter_long: \(enter), size: { percent_of_equity: 50 } } }
                    broker: { cash: 100_000, \(account) }
                    \(instruments)
                    """, file: "x.yaml")
        ).run()
    }

    @Test("S49 interest of a file of rates reaches equity, report and hash") func s49interestOfAFile() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("date,percent\n2018-01-01,0.8\n2018-03-15,2.6\n", to: "rates.csv")
        let result = try Self.study(folder, "interest: { path: \(file), cash_percent: 1 }", enter: "close > 1000")
        // 1.8 % on act/360 is 5e-5 a night: Monday to Wednesday; 3.6 % from Thursday on, and three nights from Friday.
        let nights = [1.00005, 1.00005, 1.00005, 1.0001, 1.0003]
        #expect(agree(result.run.finalEquity, 100_000 * nights.reduce(1, *), relative: 1e-12))
        #expect(agree(result.run.interest.earned, result.run.finalEquity - 100_000, relative: 1e-9))
        #expect(result.run.interest.paid == 0 && result.curve.equity.last == result.run.finalEquity)
        let line = try #require(result.assumptions.first { $0.key == "interest" })
        #expect(line.choice == "cash 1 %, debt 0 % on top of \(file)")
        _ = try folder.write("date,percent\n2018-01-01,0.8\n2018-03-15,2.7\n", to: "rates.csv")
        let other = try Self.study(folder, "interest: { path: \(file), cash_percent: 1 }", enter: "close > 1000")
        #expect(other.hashes.data != result.hashes.data && other.hashes.config == result.hashes.config)
    }

    @Test func ratesThatBeginAfterTheDataAreRefused() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("date,percent\n2018-03-15,2.6\n", to: "rates.csv")
        let error = try #require(throws: StudyError.self) { try Self.study(folder, "interest: \(file)") }
        guard case .unsuitable(let text, _) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(
            text
                == "broker.interest.path: the first rate of \(file) is of 2018-03-15, but the data begin on 2018-03-12; "
                + "give earlier rates, or later data")
    }

    @Test("S51 a file of rates converts fills and marks") func s51ratesOfAFile() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Self.rates, to: "eur.csv")
        let result = try Self.study(
            folder, "fx: { EUR: { path: \(file) } }", instruments: "instruments: { X: { currency: EUR } }")
        // At Tuesday's open a euro is 1.2: 416 units of 120 for half of it all; at the end each is 110 · 1.5.
        let fill = try #require(
            result.run.log.compactMap { event -> Fill? in
                if case .filled(let fill) = event.body { fill } else { nil }
            }.first)
        #expect(fill.quantity == 416 && fill.rate == 1.2)
        #expect(agree(result.run.finalEquity, 100_000 + 416 * (165 - 120), relative: 1e-12))
        #expect(agree(result.ledger.open[0].netPnl, 416 * (165 - 120), relative: 1e-12))
        #expect(result.curve.equity.last == result.run.finalEquity)
        #expect(result.assumptions.first { $0.key == "currencies" }?.choice == "EUR in USD")
        let constant = try Self.study(
            folder, "fx: { EUR: 1.2 }", instruments: "instruments: { X: { currency: EUR } }")
        #expect(agree(constant.run.finalEquity, 100_000 + 416 * 12, relative: 1e-12))
    }

    @Test func aRateOfAnInstrumentThatIsNotThereIsRefused() throws {
        let folder = try TemporaryFolder()
        let error = try #require(throws: StudyError.self) {
            try Self.study(
                folder, "fx: { EUR: { instrument: EURUSD } }", instruments: "instruments: { X: { currency: EUR } }")
        }
        guard case .unsuitable(let text, _) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(
            text == "broker.fx.EUR.instrument: there is no instrument 'EURUSD' in the data; there are X")
    }

    @Test("S76 a future's study: gains become cash, and nothing is paid for it") func s76future() throws {
        let folder = try TemporaryFolder()
        let result = try Self.study(
            folder, "margin: { initial: 0.1, maintenance: 0.05 }",
            instruments: "instruments: { X: { kind: future, multiplier: 10 } }")
        // Half of equity is 50 contracts of 1,000; ten points of each are 5,000 in all.
        #expect(result.run.positions[0].quantity == 50)
        #expect(result.run.finalCash == 105_000 && result.run.finalEquity == 105_000)
        #expect(result.curve.equity.last == 105_000 && result.ledger.open[0].netPnl == 5_000)
        #expect(result.assumptions.first { $0.key == "futures" }?.choice == "X")
        #expect(result.assumptions.first { $0.key == "zero_volume" }?.choice == "no-fill")
        let charged = try Self.study(
            folder, "margin: { initial: 0.1, maintenance: 0.05 }, commission: { per_contract: 2 }",
            instruments: "instruments: { X: { kind: future, multiplier: 10 } }")
        #expect(charged.fillsText.contains("commission 2 per contract"), "\(charged.fillsText)")
        let shares = try Self.study(folder, "commission: { per_share: 2 }")
        #expect(shares.fillsText.contains("commission 2 per share"), "\(shares.fillsText)")
    }

    @Test("S49 later settlement stands among the assumptions") func s49settlement() throws {
        let folder = try TemporaryFolder()
        let result = try Self.study(folder, "settlement: 2")
        #expect(result.assumptions.first { $0.key == "settlement" }?.choice == "T+2")
    }
}
