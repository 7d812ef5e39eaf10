# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'map.ui'
##
## Created by: Qt User Interface Compiler version 6.11.3
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QSizePolicy, QStackedWidget,
    QTabBar, QVBoxLayout, QWidget)
class Ui_Map(object):
    def setupUi(self, Map):
        if not Map.objectName():
            Map.setObjectName(u"Map")
        self.across = QHBoxLayout(Map)
        self.across.setSpacing(0)
        self.across.setObjectName(u"across")
        self.across.setContentsMargins(0, 0, 0, 0)
        self.side = QWidget(Map)
        self.side.setObjectName(u"side")
        self.side_column = QVBoxLayout(self.side)
        self.side_column.setSpacing(0)
        self.side_column.setObjectName(u"side_column")
        self.side_column.setContentsMargins(0, 0, 0, 0)
        self.filters = QWidget(self.side)
        self.filters.setObjectName(u"filters")
        self.filters_column = QVBoxLayout(self.filters)
        self.filters_column.setObjectName(u"filters_column")
        self.filters_column.setContentsMargins(0, 0, 0, 0)

        self.side_column.addWidget(self.filters)

        self.tabs = QTabBar(self.side)
        self.tabs.setObjectName(u"tabs")

        self.side_column.addWidget(self.tabs)

        self.pages = QStackedWidget(self.side)
        self.pages.setObjectName(u"pages")

        self.side_column.addWidget(self.pages)

        self.card = QWidget(self.side)
        self.card.setObjectName(u"card")
        self.card_column = QVBoxLayout(self.card)
        self.card_column.setObjectName(u"card_column")
        self.card_column.setContentsMargins(0, 0, 0, 0)

        self.side_column.addWidget(self.card)

        self.side_column.setStretch(2, 1)

        self.across.addWidget(self.side)

        self.stage = QStackedWidget(Map)
        self.stage.setObjectName(u"stage")

        self.across.addWidget(self.stage)

        self.across.setStretch(1, 1)

        self.retranslateUi(Map)
    # setupUi

    def retranslateUi(self, Map):
        pass
    # retranslateUi

