internal import LinearAlgebra

/// One elementwise pass over the rows of a batch.
struct ActivationPass<Element: BLASElement> {
    let sums: UnsafeMutablePointer<Element>
    let values: UnsafeMutablePointer<Element>
    let rows: Int
    let width: Int

    /// Replaces the sums by `body` of them and the bias.
    @inline(__always)
    func forward(_ bias: UnsafePointer<Element>?, _ body: (Element) -> Element) {
        guard let bias, width > 1 else {
            // Without a bias, or with one for all, rows are one long row.
            let shift = bias?.pointee ?? 0
            Elementwise.change(sums, count: rows * width) { body($0 + shift) }
            return
        }
        for row in 0..<rows { Elementwise.change(sums + row * width, with: bias, count: width) { body($0 + $1) } }
    }

    /// Adds the bias to the sums, and stores `body` of them as values.
    @inline(__always)
    func forwardKeepingSums(_ bias: UnsafePointer<Element>?, _ body: (Element) -> Element) {
        for row in 0..<rows {
            let (from, to) = (sums + row * width, values + row * width)
            if let bias { Elementwise.change(from, with: bias, count: width) { $0 + $1 } }
            for column in 0..<width { to[column] = body(from[column]) }
        }
    }

    /// Replaces `values` by `body` of them and of `sums`, and sums the result over the rows.
    @inline(__always)
    func backward(_ total: UnsafeMutablePointer<Element>, _ body: (Element, Element) -> Element) {
        total.update(repeating: 0, count: width)
        for row in 0..<rows {
            let (delta, saved) = (values + row * width, sums + row * width)
            for column in 0..<width {
                let result = body(delta[column], saved[column])
                delta[column] = result
                total[column] += result
            }
        }
    }
}
