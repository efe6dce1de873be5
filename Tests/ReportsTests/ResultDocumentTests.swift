import Core
import Testing

@testable import Reports

@Suite struct ResultDocumentTests {
    @Test func theOutlineIsThatOfTheDesign() {
        var content = SmallReport.content()
        content.equity = EquityCurve(initialEquity: 100_000, time: [1], equity: [123_456.78])
        content.orderOutcomes.append(CountedLine(kind: "rejected", reason: "closed", count: 2))
        #expect(
            ResultDocument(content, further: [.init("note", "more")]).text == """
                {
                  "schema": "backtest.result/1",
                  "name": "Small report",
                  "hashes": {
                    "data": "\(String(repeating: "a", count: 64))",
                    "config": "\(String(repeating: "b", count: 64))",
                    "events": "\(String(repeating: "c", count: 64))"
                  },
                  "period": {"from": "2024-01-02T15:00:00Z", "to": "2024-03-25T21:00:00Z", "bars": 60},
                  "equity": {"initial": 100000, "final": 123456.78},
                  "metrics": {
                    "sharpe": {
                      "value": 0.7134,
                      "definition": "arith,ddof=1,rf=0,ppy=252",
                      "n": 60,
                      "interval": {"lower": -1, "upper": 2, "level": 0.95, "method": "bootstrap"},
                      "comparisons": {
                        "Buy and hold": {"value": 0.5}
                      }
                    },
                    "alpha": {"value": null, "reason": "n=3, at least 30 are needed", "definition": "ols", "n": 3}
                  },
                  "trades": {"count": 4, "open": 1},
                  "orders": {
                    "submitted": 9,
                    "rejected": 3,
                    "reasons": [
                      {"kind": "rejected", "reason": "cash", "count": 1},
                      {"kind": "rejected", "reason": "closed", "count": 2}
                    ]
                  },
                  "assumptions": {"market_fill": "next-open", "limit_fill": "touch"},
                  "warnings": [
                    {"code": "open-position", "severity": "note", "count": 1, "text": "One position is open."},
                    {"code": "stale-price", "severity": "serious", "count": 3, "text": "Prices were stale."}
                  ],
                  "note": "more"
                }

                """)
    }

    @Test func aValueThatIsNotFiniteIsNullWithItsReason() {
        var content = SmallReport.content()
        content.metrics[0].value = .value(.infinity)
        let metric = ResultDocument(content).json["metrics"]?["sharpe"]
        #expect(metric?["value"] == .null)
        #expect(metric?["reason"] == "not finite: inf")
    }

    @Test(arguments: [
        (0.1, "0.1"), (100_000, "100000"), (1e-7, "1e-07"), (-0.0, "-0"), (.nan, "null"), (.infinity, "null"),
        (0.30000000000000004, "0.30000000000000004"),
    ])
    func numbersHaveTheFewestDigitsThatReadBack(value: Double, text: String) {
        #expect(JSONValue.number(value).compactText == text)
    }

    @Test func keysKeepTheirOrder() {
        let value: JSONValue = ["b": 1, "a": [true, nil, "x"], "c": [:], "d": []]
        #expect(value.compactText == #"{"b":1,"a":[true,null,"x"],"c":{},"d":[]}"#)
        #expect(value["a"] == [true, nil, "x"])
        #expect(value["z"] == nil)
    }
}
