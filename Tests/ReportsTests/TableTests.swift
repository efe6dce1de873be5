import Core
import Testing

@testable import Reports

@Suite struct TableTests {
    let time = Timestamp(CivilDate(year: 2006, month: 1, day: 3), hour: 14, minute: 30)

    @Test func equityCsvHasTheColumnsOfTheDesign() {
        let rows = [
            EquityRow(
                time: time, equity: 100_000, cash: 0.1, grossExposure: 1e-7, netExposure: .nan, drawdown: -0.25)
        ]
        #expect(
            EquityRow.csv(rows) == """
                time,equity,cash,gross_exposure,net_exposure,drawdown
                2006-01-03T14:30:00Z,100000,0.1,1e-07,,-0.25

                """)
    }

    @Test func tradesCsvHasTheColumnsOfTheDesign() {
        let trade = TradeRow(
            roundTrip: 1, instrument: "BRK,B", side: .short, quantity: 10, entryTime: time, entryPrice: 100,
            exitTime: time + Timestamp.day, exitPrice: 99.5, grossPnl: 5, costs: 2, netPnl: 3, tradeReturn: 0.003,
            bars: 1, maximumAdverseExcursion: -0.01, maximumFavourableExcursion: .nan,
            entryReason: "said \"sell\"", exitReason: "two\nlines")
        #expect(
            TradeRow.csv([trade]) == #"""
                round_trip,instrument,side,quantity,entry_time,entry_price,exit_time,exit_price,gross_pnl,costs,net_pnl,\#
                return,bars,mae,mfe,entry_reason,exit_reason
                1,"BRK,B",short,10,2006-01-03T14:30:00Z,100,2006-01-04T14:30:00Z,99.5,5,2,3,\#
                0.003,1,-0.01,,"said ""sell""","two
                lines"

                """#)
    }

    @Test func fillsCsvHasARowForEachFill() {
        let fill = FillRow(
            sequence: 3, order: 1, time: time, instrument: "ABC", side: .buy, quantity: 10, price: 100.01,
            commission: 1, slippage: 0.1, liquidity: .taker, reason: "open")
        #expect(
            FillRow.csv([fill]) == """
                sequence,order,time,instrument,side,quantity,price,commission,slippage,liquidity,reason
                3,1,2006-01-03T14:30:00Z,ABC,buy,10,100.01,1,0.1,taker,open

                """)
    }

    @Test func ordersCsvLeavesCellsEmptyThatDoNotApply() {
        let order = OrderRow(
            id: 2, time: time, instrument: "ABC", side: .sell, type: "stop", quantity: 10, stop: 95.5,
            timeInForce: "gtc", status: "cancelled", filledQuantity: 0, reason: "other leg filled", parent: 1)
        #expect(
            OrderRow.csv([order]) == """
                id,time,instrument,side,type,quantity,limit,stop,time_in_force,status,filled_quantity,average_price,\
                reason,parent
                2,2006-01-03T14:30:00Z,ABC,sell,stop,10,,95.5,gtc,cancelled,0,,other leg filled,1

                """)
    }

    @Test func s60TheInitialCapitalIsTheFirstPeak() {
        let curve = EquityCurve(
            initialEquity: 100, time: [1, 2, 3, 4], equity: [90, 120, 60, .nan], cash: [1, 2, 3, 4])
        #expect(curve.drawdown[0] == 90.0 / 100 - 1 && curve.drawdown[1] == 0 && curve.drawdown[2] == -0.5)
        #expect(curve.drawdown[3].isNaN)
        #expect(curve.row(1).equity == 120 && curve.row(1).cash == 2 && curve.row(1).grossExposure.isNaN)
    }
}
