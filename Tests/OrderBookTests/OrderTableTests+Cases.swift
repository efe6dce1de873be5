import OrderBook

extension OrderTableTests {
    static let cases: [Case] = [
        Case(
            "better prices first, then the earlier order, at the price of the order that waits",
            """
            A: sell #1 5 @ 101
            B: sell #2 5 @ 100
            C: sell #3 5 @ 100
            D: buy #4 12 @ 105
            ----
            #4 buys 5 @ 100 from #2
            #4 buys 5 @ 100 from #3
            #4 buys 2 @ 101 from #1
            """),
        Case(
            "a market order takes what there is, and the rest is cancelled",
            """
            A: sell #1 5 @ 101
            B: buy #2 8 market
            B: buy #3 1 market
            ----
            #2 buys 5 @ 101 from #1
            #2 cancelled 3: noLiquidity
            #3 cancelled 1: noLiquidity
            """),
        Case(
            "immediate or cancel",
            """
            A: sell #1 5 @ 100
            A: sell #2 5 @ 102
            B: buy #3 8 @ 101 IOC
            ----
            #3 buys 5 @ 100 from #1
            #3 cancelled 3: immediateOrCancel
            """),
        Case(
            "fill or kill is killed for one lot that is missing within its price",
            """
            A: sell #1 5 @ 100
            A: sell #2 5 @ 102
            B: buy #3 6 @ 101 FOK
            B: buy #4 10 @ 102 FOK
            ----
            #3 cancelled 6: fillOrKill
            #4 buys 5 @ 100 from #1
            #4 buys 5 @ 102 from #2
            """),
        Case(
            "fill or kill counts what is hidden and what icebergs do not show",
            """
            A: sell #1 5 @ 100 hidden
            A: sell #2 20 @ 100 iceberg 10
            B: buy #3 26 @ 100 FOK
            B: buy #4 25 @ 100 FOK
            ----
            #3 cancelled 26: fillOrKill
            #4 buys 10 @ 100 from #2
            #2 shows 10
            #4 buys 10 @ 100 from #2
            #4 buys 5 @ 100 from #1
            """),
        Case(
            "post-only is refused where it would trade, also with a hidden order",
            """
            A: sell #1 5 @ 100
            A: sell #2 5 @ 99 hidden
            B: buy #3 5 @ 99 post-only
            B: buy #4 5 @ 98 post-only
            ----
            #3 rejected: wouldTrade
            """),
        Case(
            "an iceberg shows its next portion at the back of the queue",
            """
            A: sell #1 9 @ 100 iceberg 3
            B: sell #2 4 @ 100
            C: buy #3 5 @ 100
            C: buy #4 4 @ 100
            C: buy #5 9 @ 100
            ----
            #3 buys 3 @ 100 from #1
            #1 shows 3
            #3 buys 2 @ 100 from #2
            #4 buys 2 @ 100 from #2
            #4 buys 2 @ 100 from #1
            #5 buys 1 @ 100 from #1
            #1 shows 3
            #5 buys 3 @ 100 from #1
            """),
        Case(
            "a hidden order trades after all that is displayed at its price",
            """
            A: sell #1 5 @ 100 hidden
            B: sell #2 5 @ 100
            C: buy #3 8 @ 100
            ----
            #3 buys 5 @ 100 from #2
            #3 buys 3 @ 100 from #1
            """),
        Case(
            "fewer lots keep the place, more lots or another price lose it",
            """
            A: buy #1 5 @ 100
            B: buy #2 5 @ 100
            modify #1 3 @ 100
            C: sell #3 3 @ 100
            A: buy #4 5 @ 100
            modify #2 6 @ 100
            C: sell #5 7 @ 100
            modify #2 4 @ 99
            modify #2 4 @ 100
            ----
            #1 now 3 @ 100, same place
            #3 sells 3 @ 100 from #1
            #2 now 6 @ 100
            #5 sells 5 @ 100 from #4
            #5 sells 2 @ 100 from #2
            #2 now 4 @ 99
            #2 now 4 @ 100
            """),
        Case(
            "a modified order may trade at its new price",
            """
            A: buy #1 5 @ 99
            B: sell #2 3 @ 100
            modify #1 5 @ 100 post-only
            modify #1 5 @ 100
            ----
            #1 rejected: wouldTrade
            #1 now 5 @ 100
            #1 buys 3 @ 100 from #2
            """),
        Case(
            "stops wake one after the other, and each may wake the next",
            """
            A: buy #1 1 @ 100
            A: buy #2 5 @ 95
            A: buy #3 5 @ 90
            B: sell #4 5 stop 95
            B: sell #5 4 stop 100
            C: sell #6 1 market
            ----
            #6 sells 1 @ 100 from #1
            #5 triggered
            #5 sells 4 @ 95 from #2
            #4 triggered
            #4 sells 1 @ 95 from #2
            #4 sells 4 @ 90 from #3
            """),
        Case(
            "a stop-limit order waits at its limit; a stop whose trigger is behind wakes at once",
            """
            A: sell #1 5 @ 100
            B: buy #2 5 @ 100
            C: buy #3 5 stop 99 @ 98
            D: sell #4 5 market
            ----
            #2 buys 5 @ 100 from #1
            #3 triggered
            #4 sells 5 @ 98 from #3
            """),
        Case(
            "self-trade prevention cancels the newest",
            """
            A: sell #1 5 @ 100
            B: sell #2 5 @ 100
            B: buy #3 8 @ 100
            ----
            #3 buys 5 @ 100 from #1
            #3 cancelled 3: selfTrade
            """, under: .cancelNewest),
        Case(
            "fill or kill counts what comes before an order of its own",
            """
            A: sell #1 20 @ 100 iceberg 10
            B: sell #2 5 @ 100
            B: buy #3 11 @ 100 FOK
            B: buy #4 10 @ 100 FOK
            ----
            #3 cancelled 11: fillOrKill
            #4 buys 10 @ 100 from #1
            #1 shows 10
            """, under: .cancelNewest),
        Case(
            "self-trade prevention cancels the oldest",
            """
            B: sell #1 5 @ 100
            A: sell #2 5 @ 100
            B: buy #3 8 @ 100
            ----
            #1 cancelled 5: selfTrade
            #3 buys 5 @ 100 from #2
            """, under: .cancelOldest),
        Case(
            "self-trade prevention cancels both",
            """
            B: sell #1 5 @ 100
            B: buy #2 8 @ 100
            ----
            #1 cancelled 5: selfTrade
            #2 cancelled 8: selfTrade
            """, under: .cancelBoth),
        Case(
            "self-trade prevention takes the smaller off the larger",
            """
            B: sell #1 5 @ 100
            B: sell #2 9 @ 101
            B: buy #3 8 @ 101
            ----
            #1 cancelled 5: selfTrade
            #3 reduced by 5 to 3
            #2 reduced by 3 to 6
            #3 cancelled 3: selfTrade
            """, under: .decrement),
        Case(
            "bands that refuse",
            """
            bands 95 105 reject
            A: sell #1 5 @ 106
            A: sell #2 5 @ 105
            B: buy #3 5 @ 94
            no bands
            A: sell #4 5 @ 106
            bands 95 105 reject
            B: buy #5 8 market
            ----
            #1 rejected: outsidePriceBands
            #3 rejected: outsidePriceBands
            #5 buys 5 @ 105 from #2
            #5 cancelled 3: priceBands
            """),
        Case(
            "bands that halt; trading resumes by an auction",
            """
            bands 95 105 halt
            A: sell #1 5 @ 105
            A: sell #2 5 @ 110
            B: buy #3 8 @ 110
            C: buy #4 1 @ 100
            cancel #9
            auction reopening
            uncross
            ----
            #3 buys 5 @ 105 from #1
            #3 at the bands: 110
            phase halted
            #4 rejected: marketHalted
            #9 rejected: unknownOrder
            reopening auction begins
            reopening auction 3 @ 110 surplus -2
            #3 buys 3 @ 110 from #2
            phase continuous
            """),
        Case(
            "a stop that trades reached before they halted wakes when trading resumes",
            """
            bands 95 105 halt
            A: sell #1 5 @ 104
            A: sell #2 5 @ 110
            C: buy #4 1 stop 104
            B: buy #3 8 @ 110
            auction reopening
            A: sell #5 9 @ 100
            no bands
            uncross
            ----
            #3 buys 5 @ 104 from #1
            #3 at the bands: 110
            phase halted
            reopening auction begins
            reopening auction 3 @ 100 surplus -6
            #3 buys 3 @ 100 from #5
            phase continuous
            #4 triggered
            #4 buys 1 @ 100 from #5
            """),
        Case(
            "a closing auction",
            """
            A: sell #1 5 @ 100
            auction closing
            B: buy #2 8 market
            B: buy #3 2 @ 101 auction
            B: buy #4 2 @ 101 IOC
            uncross
            C: buy #5 1 @ 100
            close
            ----
            closing auction begins
            #4 rejected: notInAuction
            closing auction 5 @ 101 surplus 5
            #2 buys 5 @ 101 from #1
            #2 cancelled 3: auctionEnded
            #3 cancelled 2: auctionEnded
            phase closed
            #5 rejected: marketClosed
            #0 rejected: wrongPhase
            """),
        Case(
            "stops wake after the auction that reaches them",
            """
            auction opening
            A: sell #1 5 @ 100
            B: buy #2 5 @ 100
            C: buy #3 4 stop 100 @ 101
            uncross
            ----
            opening auction begins
            opening auction 5 @ 100 surplus 0
            #2 buys 5 @ 100 from #1
            phase continuous
            #3 triggered
            """),
        Case(
            "numbers and identifiers that no book takes",
            """
            A: buy #1 0 @ 100
            A: buy #1 -5 @ 100
            A: buy #1 5 @ 0
            A: buy #1 5 @ -3
            A: buy #1 5 @ 1073741823
            A: buy #1 1099511627777 @ 100
            A: buy #1 5 stop 0
            A: buy #1 5 @ 100 iceberg 6
            A: buy #1 5 market post-only
            A: buy #1 5 @ 100 auction
            A: buy #1 5 @ 100
            B: sell #1 5 @ 100
            B: sell #1 5 market
            cancel #2
            modify #2 5 @ 100
            modify #1 0 @ 100
            modify #1 5 @ 0
            B: sell #3 5 market
            cancel #1
            uncross
            ----
            #1 rejected: sizeNotPositive
            #1 rejected: sizeNotPositive
            #1 rejected: priceTooLow
            #1 rejected: priceTooLow
            #1 rejected: priceTooHigh
            #1 rejected: sizeTooLarge
            #1 rejected: triggerTooLow
            #1 rejected: portionOutOfRange
            #1 rejected: contradictoryInstructions
            #1 rejected: onlyInAuction
            #1 rejected: identifierInUse
            #1 rejected: identifierInUse
            #2 rejected: unknownOrder
            #2 rejected: unknownOrder
            #1 rejected: sizeNotPositive
            #1 rejected: priceTooLow
            #3 sells 5 @ 100 from #1
            #1 rejected: unknownOrder
            #0 rejected: wrongPhase
            """),
        Case(
            "a participant who leaves takes all orders along",
            """
            A: buy #1 5 @ 99
            A: buy #2 5 @ 100
            B: buy #3 5 @ 100
            A: sell #4 5 @ 101 hidden
            A: sell #5 5 stop 90
            cancel all A
            ----
            #2 cancelled 5: requested
            #1 cancelled 5: requested
            #4 cancelled 5: requested
            #5 cancelled 5: requested
            """),
    ]
}
