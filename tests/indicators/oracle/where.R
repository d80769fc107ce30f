# Figures that tests/indicators hold places3t to, from R: spatstat (Clark and Evans), spdep (Marshall's smoothing),
# stats (exact Poisson), and formulas written out for Gini and Theil. Run in this folder: Rscript where.R
suppressMessages({library(spatstat.explore); library(spdep)})
options(digits = 12)

# Clark and Evans. `fine` is spatstat's CDF correction on a grid of 200,000 distances instead of 513.
patterns <- list(cells = cells, redwood = redwood, japanesepines = japanesepines, humberside = unmark(humberside))
fine <- function(X) {
  G <- Gest(X, r = seq(0, max(nndist(X)) * 1.01, length.out = 200001))
  stieltjes(function(x) x, G)$km / stieltjes(function(x) rep.int(1, length(x)), G)$km * 2 * sqrt(npoints(X) / area(Window(X)))
}
rows <- do.call(rbind, lapply(names(patterns), function(name) {
  X <- patterns[[name]]
  n <- npoints(X)
  square <- Window(X)$type == "rectangle"
  test <- clarkevans.test(X, correction = "none", method = "asymptotic")
  data.frame(pattern = name, n = n, naive = clarkevans(X, "none"),
             donnelly = if (square) clarkevans(X, "Donnelly") else NA,
             cdf = clarkevans(X, "cdf"), fine = fine(X), p_value = test$p.value)
}))
write.csv(rows, "clark_evans.csv", row.names = FALSE, quote = FALSE)
points <- do.call(rbind, lapply(names(patterns), function(name)
  data.frame(pattern = name, part = "point", x = patterns[[name]]$x, y = patterns[[name]]$y)))
windows <- do.call(rbind, lapply(names(patterns), function(name) {
  edge <- as.polygonal(Window(patterns[[name]]))$bdry[[1]]
  data.frame(pattern = name, part = "window", x = edge$x, y = edge$y)
}))
write.csv(rbind(windows, points), "point_patterns.csv", row.names = FALSE, quote = FALSE)

# Marshall's global empirical Bayes rates of the infant deaths of Auckland, which his paper smooths.
data(auckland, package = "spData")
deaths <- auckland.nb <- NULL
auckland <- sf::st_read(system.file("shapes/auckland.shp", package = "spData")[1], quiet = TRUE)
smooth <- EBest(auckland$M77_85, 9 * auckland$Und5_81, family = "poisson")
write.csv(data.frame(events = auckland$M77_85, exposure = 9 * auckland$Und5_81, raw = smooth$raw, estimate = smooth$estmm),
          "auckland.csv", row.names = FALSE, quote = FALSE)
print(attr(smooth, "parameters"))

# Inequality of rates: counts y over populations p.
gini <- function(y, p) { o <- order(y / p); y <- y[o] / sum(y); p <- p[o] / sum(p); L <- cumsum(y)
  1 - sum(p * (L + c(0, head(L, -1)))) }
theil <- function(y, p) { y <- y / sum(y); p <- p / sum(p); sum(ifelse(y > 0, y * log(y / p), 0)) }
between <- function(y, p, g) theil(tapply(y, g, sum), tapply(p, g, sum))
u <- c(541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261)  # the example of R's package ineq
cat("ineq example", gini(u, rep(1, 10)), theil(u, rep(1, 10)), "\n")
cat("auckland", gini(smooth$raw * 9 * auckland$Und5_81, 9 * auckland$Und5_81), theil(auckland$M77_85, auckland$Und5_81), "\n")
g <- rep(1:4, length.out = nrow(auckland))
cat("auckland between four groups", between(auckland$M77_85, auckland$Und5_81, g), "\n")
s <- data.frame(state.x77)  # R's own table of the states: murders are a rate, per 100,000
y <- s$Murder * s$Population; cat("states", gini(y, s$Population), theil(y, s$Population),
  between(y, s$Population, state.region), "\n")
write.csv(data.frame(events = y, exposure = s$Population, parent = as.character(state.region)), "states.csv", row.names = FALSE, quote = FALSE)
for (x in c(0, 1, 7, 120)) cat("poisson", x, poisson.test(x)$conf.int, "\n")
