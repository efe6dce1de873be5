extension BarAssembler.Counts: CustomStringConvertible {
    /// What has happened, for people.
    public var description: String {
        var text = "\(points) points, \(bars) bars, \(revisions) revisions"
        if passedOver > 0 {
            text += "; \(passedOver) points passed over: another measurement, or without the tag or the fields"
        }
        if aheadPoints > 0 {
            text +=
                "; \(aheadPoints) points more than a day ahead of the clock, kept until then: is the precision right?"
        }
        if lostPoints > 0 { text += "; \(lostPoints) points too late for bars whose points are no longer kept" }
        return text
    }
}
