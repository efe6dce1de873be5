import Core
import Simulation
import TestSupport
import Testing
import TimeSeries

/// Interest on cash and debt, and the settlement of sales (S49).
@Suite struct InterestTests {
    /// Sessions from 9:00 to 17:00 on Thursday, Friday, Monday, Tuesday and Wednesday, from 2020-01-02, with a bar each.
    private func week(_ closes: [Double]) -> BarSeries {
        let dates = [0, 1, 4, 5, 6].map { CivilDate(year: 2020, month: 1, day: 2) + $0 }
        let calendar = TradingCalendar(
            name: "week", zone: .utc, periodsPerYear: 252,
            sessions: dates.map { Session(date: $0, open: Timestamp($0, hour: 9), close: Timestamp($0, hour: 17)) })
        return BarSeries(
            instrument: Instrument(symbol: "TEST"), calendar: calendar,
            bars: zip(dates, closes).map { date, close in
                Bar(
                    start: Timestamp(date, hour: 9), end: Timestamp(date, hour: 17), open: 100, high: max(100, close),
                    low: min(100, close), close: close, volume: 1)
            })
    }

    private func interest(_ configure: (inout Interest) -> Void) -> Interest {
        var interest = Interest()
        configure(&interest)
        return interest
    }

    @Test("S49 cash earns for calendar days, from the first decision on") func s49cashEarns() {
        // 36 % / 360 is a thousandth a day: 1 from Thursday to Friday, 3 for the weekend, then 1 each, on what there is.
        let stage = Stage([week([100, 100, 100, 100, 100])]) {
            $0.cash = 1_000
            $0.interest = interest { $0.cashRate = 0.36 }
        }
        expectLines(
            stage.lines,
            [
                "02T17:00 interest balance=1000 days=1 amount=1 cash=1001",
                "03T17:00 interest balance=1001 days=3 amount=3.0029999999999997 cash=1004.003",
                "06T17:00 interest balance=1004.003 days=1 amount=1.004003 cash=1005.007003",
                "07T17:00 interest balance=1005.007003 days=1 amount=1.005007003 cash=1006.012010003",
            ])
        #expect(stage.equity.last == stage.run.finalEquity && stage.run.finalCash == 1_006.012010003)
        let late = Stage([week([100, 100, 100, 100, 100])], [:], warmUpBars: 3) {
            $0.cash = 1_000
            $0.interest = interest { $0.cashRate = 0.36 }
        }
        #expect(late.lines == ["07T17:00 interest balance=1000 days=1 amount=1 cash=1001"])
    }

    @Test("S49 debt costs its own rate") func s49debtCosts() {
        let stage = Stage([week([100, 100, 100, 100, 100])], [0: { _, desk in desk.submit(market(.buy, 20)) }]) {
            $0.cash = 1_000
            $0.margin = Margin()
            $0.interest = interest {
                $0.cashRate = 0.36
                $0.debtRate = 0.73
                $0.dayCount = .actual365
            }
        }
        // From Friday's open on 1,000 are owed: two thousandths a day, three days.
        expectLines(
            stage.lines.filter { $0.contains("interest") && $0.contains("days=3") },
            ["03T17:00 interest balance=-999.013698630137 days=3 amount=-5.994082191780822 cash=-1005.0077808219179"])
    }

    @Test("S49 the proceeds of a short sale earn nothing but the rebate") func s49shortRebate() {
        func amounts(_ rebate: Double?) -> [String] {
            Stage([week([100, 100, 120, 120, 120])], [0: { _, desk in desk.submit(market(.sell, 5)) }]) {
                $0.cash = 1_000
                $0.interest = interest {
                    $0.cashRate = 0.36
                    $0.shortRebate = rebate
                }
            }.lines.filter { $0.hasPrefix("03T") && $0.contains("interest") }
        }
        // 1,501 of cash, 500 of it the lender's.
        #expect(amounts(nil) == ["03T17:00 interest balance=1001 days=3 amount=3.0029999999999997 cash=1504.003"])
        #expect(amounts(0.18) == ["03T17:00 interest balance=1001 days=3 amount=3.7529999999999997 cash=1504.753"])
    }

    @Test("S49 a rate holds from its date on, and the others come on top of it") func s49ratesByDate() {
        let friday = CivilDate(year: 2020, month: 1, day: 3)
        let stage = Stage([week([100, 100, 100, 100, 100])]) {
            $0.cash = 1_000
            $0.interest = interest { $0.cashRate = 0.18 }
            $0.referenceRates = DatedRates(dates: [friday + -10, friday, friday + 4], rates: [0, 0.18, -0.18])
        }
        #expect(
            stage.lines.map { $0.split(separator: " ")[4] } == [
                "amount=0.5", "amount=3.0015", "amount=1.0035015",
            ])
    }

    @Test("S49 proceeds are spent from a later session's open on") func s49settlement() {
        // Sold at Friday's open; with two sessions the money is there on Tuesday, not on Monday.
        let stage = Stage(
            [week([100, 100, 100, 100, 100])],
            [
                0: { _, desk in desk.submit(market(.buy, 10)) },
                1: { _, desk in desk.submit(market(.sell, 10)) },
                2: { _, desk in desk.submit(market(.buy, 6)) },
                3: { _, desk in desk.submit(market(.buy, 7)) },
            ]
        ) {
            $0.cash = 1_500
            $0.settlementSessions = 2
        }
        expectLines(
            stage.lines.filter { !$0.contains("submitted") },
            [
                "03T09:00 filled order=1 side=buy quantity=10 price=100 source=open leg=open position=10 cash=500",
                "06T09:00 filled order=2 side=sell quantity=10 price=100 source=open leg=close position=0 cash=1500",
                "07T09:00 reduced order=3 from=6 to=5 reason=unsettled funds",
                "07T09:00 filled order=3 side=buy quantity=5 price=100 source=open leg=open position=5 cash=1000",
                "08T09:00 settled amount=1000 cash=1000",
                "08T09:00 filled order=4 side=buy quantity=7 price=100 source=open leg=open position=12 cash=300",
            ])
        #expect(stage.equity == [1_500, 1_500, 1_500, 1_500, 1_500])
        let refusing = Stage(
            [week([100, 100, 100, 100, 100])],
            [
                0: { _, desk in desk.submit(market(.buy, 10)) },
                1: { _, desk in desk.submit(market(.sell, 10)) },
                2: { _, desk in desk.submit(market(.buy, 6)) },
                3: { _, desk in desk.submit(market(.buy, 16)) },
            ]
        ) {
            $0.cash = 1_500
            $0.settlementSessions = 2
            $0.fill.shortfall = .reject
        }
        #expect(
            refusing.lines.filter { $0.contains("rejected") } == [
                "07T09:00 rejected order=3 reason=unsettled funds",
                "08T09:00 rejected order=4 reason=insufficient funds",
            ])
    }

    @Test("S49 a sale at the close belongs to the session that ends, and what has not settled earns nothing")
    func s49saleAtTheClose() {
        let stage = Stage(
            [week([100, 100, 100, 100, 100])],
            [
                0: { _, desk in desk.submit(market(.buy, 10)) },
                1: { _, desk in desk.submit(market(.sell, 10)) },
            ]
        ) {
            $0.cash = 1_000
            $0.settlementSessions = 1
            $0.fill.market = .sameClose
            $0.interest = interest { $0.cashRate = 0.36 }
        }
        // Sold at Friday's close: the weekend earns nothing, Monday's night does.
        expectLines(
            stage.lines.filter { $0.contains("settled") || $0.contains("interest") },
            [
                "06T09:00 settled amount=1000 cash=1000",
                "06T17:00 interest balance=1000 days=1 amount=1 cash=1001",
                "07T17:00 interest balance=1001 days=1 amount=1.0010000000000001 cash=1002.001",
            ])
    }
}
