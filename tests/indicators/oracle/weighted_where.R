# What R's survey package (4.1-1) says of distances of a sample with weights, and of the sums of its weights.
# Rscript weighted_where.R, in this folder, writes weighted_where.json. The set is made by arithmetic alone, so that the
# test makes the same one: 40 places on two meridians, far enough apart for no place to have its neighbour on the other.
suppressMessages(library(survey))
i <- 1:40
gap <- ((i[-40] * 7) %% 41 + 1) / 200
lat <- 44 + c(0, cumsum(gap))
region <- ifelse(i <= 25, "75", "76")
access <- ifelse((i * 5) %% 3 == 0, "members", "open")
weight <- 1 + ((i * 3) %% 8) / 2
km <- 6371.0088 * pi / 180 * pmin(c(Inf, gap), c(gap, Inf))
d <- data.frame(region, access, weight, km, far = as.numeric(km > 5), one = 1,
                in75 = as.numeric(region == "75"), in76 = as.numeric(region == "76"))
plain <- svydesign(id = ~1, weights = ~weight, data = d)
raked <- rake(svydesign(id = ~1, weights = ~one, data = d), list(~region, ~access),
  list(data.frame(region = c("75", "76"), Freq = c(60, 40)), data.frame(access = c("members", "open"), Freq = c(45, 55))),
  control = list(maxit = 500, epsilon = 1e-12))

of <- function(design, code) {
  own <- subset(design, region == code)
  quantile <- function(p) {
    q <- svyquantile(~km, own, p, qrule = "math", interval.type = "mean", df = degf(own))[[1]]
    as.numeric(q[1, c("quantile", "ci.2.5", "ci.97.5")])
  }
  share <- svyciprop(~far, own, method = "logit", df = degf(own))
  inside <- as.formula(paste0("~in", code))
  total <- svytotal(inside, design)
  part <- svyciprop(inside, design, method = "logit", df = degf(design))
  list(median = quantile(0.5), p90 = quantile(0.9), far = as.numeric(c(share, attr(share, "ci"))),
       places = as.numeric(c(coef(total), confint(total, df = degf(design)))),
       share_of_places = as.numeric(c(part, attr(part, "ci"))))
}
json <- function(x) {
  if (is.list(x)) return(paste0("{", paste(sprintf('"%s": %s', names(x), sapply(x, json)), collapse = ", "), "}"))
  paste0("[", paste(ifelse(is.finite(x), sprintf("%.15g", x), "null"), collapse = ", "), "]")
}
found <- lapply(list(plain = plain, raked = raked), function(design)
  list("75" = of(design, "75"), "76" = of(design, "76")))
writeLines(json(found), "weighted_where.json")
