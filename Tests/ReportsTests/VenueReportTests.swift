import Core
import Testing

@testable import Reports

/// The part of the page about orders in a simulated market.
@Suite struct VenueReportTests {
    static func report(filled: [Double?]) -> VenueReport {
        var report = VenueReport(liveReturn: 0.01, barsReturn: 0.02, volumeShare: 0.1, orders: 10, filledOrders: 9)
        report.capacity = filled.enumerated().map { place, filled in
            VenueReport.Capacity(
                multiple: Double(place + 1), capital: 1_000 * Double(place + 1), liveReturn: 0.01, barsReturn: 0.02,
                slippageBasisPoints: 1, fillRatio: filled, volumeShare: 0.1)
        }
        return report
    }

    @Test func capitalsThatWereNotFilledAreMarked() {
        let html = Self.report(filled: [1, 0.899, 0.25]).section.body.html
        #expect(html.contains("dots loss") && html.contains("less than 90\u{202f}% filled"))
        #expect(
            html.contains(
                "89.90\u{202f}% at 2,000, 25.00\u{202f}% at 3,000 was filled: there the return is that of a smaller size"
            ))
        #expect(html.contains("<b>25.00\u{202f}%</b>") && html.contains("3×"))
    }

    @Test func impactHasTheIntervalOfItsOrders() {
        var report = Self.report(filled: [])
        report.impact = [0, 1, 5].map {
            VenueReport.Impact(seconds: $0, basisPoints: 1, error: 0.5, takers: 1, makers: .nan, orders: 2, fills: 90)
        }
        // Student's t of one degree: tan(0.95·π/2).
        #expect(abs(report.impact[0].halfWidth - 0.5 * 12.706204736) < 1e-6)
        report.impact[0].orders = 1
        #expect(report.impact[0].halfWidth.isNaN)
        #expect(report.section.body.html.contains("clustered by order"))
    }

    @Test func capitalsThatWereFilledAreNot() {
        let html = Self.report(filled: [1, 0.9, nil]).section.body.html
        #expect(html.contains("Return by capital") && !html.contains("dots loss"))
        #expect(!html.contains("smaller size") && !html.contains("<b>"))
    }
}
