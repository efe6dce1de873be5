import Core

/// A picture of a chart that needs no script: an SVG stretched over the plot area, with labels beside it that keep their
/// size at any width.
///
/// Both axes of the SVG run from 0 to 1000; lines do not scale with it, and dots are lines of no length.
struct StillPlot {
    private let across: PlotScale
    private let up: PlotScale
    private var layers = Markup()
    private var words = Markup()

    /// An empty plot over two scales.
    init(across: PlotScale, up: PlotScale) {
        self.across = across
        self.up = up
    }

    /// Draws a line through points, broken where a value has no place.
    mutating func line(_ points: [(Double, Double)], tone: String) {
        layers += "<path class=\"line \(tone)\" d=\"\(Markup(trusted: path(points)))\"/>"
    }

    /// Fills between a line and a level.
    mutating func area(_ points: [(Double, Double)], level: Double, tone: String) {
        for run in runs(of: points) {
            guard let first = run.first, let last = run.last, let base = up.place(level) else { continue }
            let text = StillPlot.polyline(run) + "L\(StillPlot.point(last.x, base))L\(StillPlot.point(first.x, base))Z"
            layers += "<path class=\"area \(tone)\" d=\"\(Markup(trusted: text))\"/>"
        }
    }

    /// Fills between two lines over the same places.
    mutating func band(_ upper: [(Double, Double)], _ lower: [(Double, Double)], tone: String) {
        for (above, below) in zip(runs(of: upper), runs(of: lower)) {
            let text = StillPlot.polyline(above) + "L" + StillPlot.polyline(below.reversed()).dropFirst() + "Z"
            layers += "<path class=\"band \(tone)\" d=\"\(Markup(trusted: text))\"/>"
        }
    }

    /// Draws dots; those that fall on the same place are drawn once.
    mutating func dots(_ points: [(Double, Double)], tone: String) {
        var seen: Set<String> = []
        var text = ""
        for (x, y) in points {
            guard let placeX = across.place(x), let placeY = up.place(y) else { continue }
            let place = StillPlot.point(placeX, placeY)
            if seen.insert(place).inserted { text += "M" + place + "h0" }
        }
        guard !text.isEmpty else { return }
        layers += "<path class=\"dots \(tone)\" d=\"\(Markup(trusted: text))\"/>"
    }

    /// Draws straight lines from one point to another.
    mutating func spans(_ pairs: [(from: (Double, Double), to: (Double, Double))], tone: String) {
        let text = pairs.map { path([$0.from, $0.to]) }.joined()
        guard !text.isEmpty else { return }
        layers += "<path class=\"spans \(tone)\" d=\"\(Markup(trusted: text))\"/>"
    }

    /// Draws a bar from a level to a value.
    mutating func bar(from left: Double, to right: Double, level: Double, value: Double, tone: String) {
        guard let x0 = across.place(left), let x1 = across.place(right), let y0 = up.place(level),
            let y1 = up.place(value)
        else { return }
        let corners = [(x0, y0), (x0, y1), (x1, y1), (x1, y0)].map { StillPlot.point($0.0, $0.1) }
        layers += "<path class=\"bar \(tone)\" d=\"M\(Markup(trusted: corners.joined(separator: "L")))Z\"/>"
    }

    /// Fills rectangles of one tone, all as one path.
    mutating func rectangles(_ all: [(across: ClosedRange<Double>, up: ClosedRange<Double>)], tone: String) {
        var text = ""
        for one in all {
            guard let left = across.place(one.across.lowerBound), let right = across.place(one.across.upperBound),
                let bottom = up.place(one.up.lowerBound), let top = up.place(one.up.upperBound)
            else { continue }
            text += "M\(StillPlot.point(left, bottom))V\(StillPlot.tenths(1_000 - top))"
            text += "H\(StillPlot.tenths(right))V\(StillPlot.tenths(1_000 - bottom))Z"
        }
        guard !text.isEmpty else { return }
        layers += "<path class=\"bar \(tone)\" d=\"\(Markup(trusted: text))\"/>"
    }

    /// Writes a text at a point; it keeps its size at any width.
    ///
    /// - Parameter name: A class that says how it lies to the point.
    mutating func label(_ text: String, at point: (Double, Double), name: String) {
        guard let x = across.place(point.0), let y = up.place(point.1) else { return }
        let (left, top) = (Markup(trusted: StillPlot.tenths(x / 10)), Markup(trusted: StillPlot.tenths(100 - y / 10)))
        words += "<span class=\"\(name)\" style=\"left:\(left)%;top:\(top)%\">\(text)</span>"
    }

    /// Draws a level across the plot.
    mutating func level(_ value: Double) {
        guard let y = up.place(value), (0...1_000).contains(y) else { return }
        layers += "<path class=\"level\" d=\"M\(Markup(trusted: StillPlot.point(0, y)))h1000\"/>"
    }

    /// The picture with its grid and labels.
    ///
    /// - Parameters:
    ///   - title: What the picture shows, for those who cannot see it.
    ///   - name: Classes besides `still`.
    ///   - names: What the axes are, written at their ends in a figure of class `named`; `nil` for none.
    func markup(
        title: String, across ticksAcross: [AxisTick], up ticksUp: [AxisTick], name: String = "",
        names: (across: String, up: String)? = nil
    ) -> Markup {
        var grid = ""
        var labels = Markup()
        for tick in ticksUp {
            guard let y = up.place(tick.place), (-0.5...1_000.5).contains(y) else { continue }
            grid += "M\(StillPlot.point(0, y))h1000"
            let top = Markup(trusted: StillPlot.tenths(100 - y / 10))
            labels += "<span class=\"up\" style=\"top:\(top)%\">\(tick.label)</span>"
        }
        for tick in ticksAcross {
            guard let x = across.place(tick.place), (-0.5...1_000.5).contains(x) else { continue }
            grid += "M\(StillPlot.tenths(x)) 0v1000"
            let left = Markup(trusted: StillPlot.tenths(x / 10))
            labels += "<span class=\"across\" style=\"left:\(left)%\">\(tick.label)</span>"
        }
        if let names {
            labels += "<span class=\"axis-up\">\(names.up)</span><span class=\"axis-across\">\(names.across)</span>"
        }
        return """
            <div class="still \(name)"><svg viewBox="0 0 1000 1000" preserveAspectRatio="none" role="img">\
            <title>\(title)</title><path class="grid" d="\(Markup(trusted: grid))"/>\(layers)</svg>\(labels)\(words)</div>
            """
    }

    private func path(_ points: [(Double, Double)]) -> String {
        runs(of: points).map(StillPlot.polyline).joined()
    }

    private func runs(of points: [(Double, Double)]) -> [[(x: Double, y: Double)]] {
        var all: [[(x: Double, y: Double)]] = []
        var run: [(x: Double, y: Double)] = []
        for (x, y) in points {
            if let placeX = across.place(x), let placeY = up.place(y) {
                run.append((placeX, placeY))
            } else if !run.isEmpty {
                all.append(run)
                run = []
            }
        }
        if !run.isEmpty { all.append(run) }
        return all
    }

    private static func polyline(_ points: [(x: Double, y: Double)]) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(points.count * 12)
        for (place, point) in points.enumerated() {
            bytes.append(UInt8(ascii: place == 0 ? "M" : "L"))
            appendPoint(point.x, point.y, to: &bytes)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A place in the SVG, whose vertical axis runs down.
    private static func point(_ x: Double, _ y: Double) -> String {
        var bytes: [UInt8] = []
        appendPoint(x, y, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A number with at most one decimal.
    private static func tenths(_ value: Double) -> String {
        var bytes: [UInt8] = []
        appendTenths(value, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func appendPoint(_ x: Double, _ y: Double, to bytes: inout [UInt8]) {
        appendTenths(x, to: &bytes)
        bytes.append(UInt8(ascii: " "))
        appendTenths(1_000 - y, to: &bytes)
    }

    /// Appends a number with at most one decimal; what lies far outside the picture is kept near it.
    private static func appendTenths(_ value: Double, to bytes: inout [UInt8]) {
        let scaled = Int((max(-1e6, min(1e6, value)) * 10).rounded())
        if scaled < 0 { bytes.append(UInt8(ascii: "-")) }
        let whole = scaled.magnitude / 10
        var power: UInt = 1
        while whole / power >= 10 { power *= 10 }
        while power > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(whole / power % 10))
            power /= 10
        }
        let rest = scaled.magnitude % 10
        if rest != 0 { bytes += [UInt8(ascii: "."), UInt8(ascii: "0") + UInt8(rest)] }
    }
}
