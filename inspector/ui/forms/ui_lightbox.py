# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'lightbox.ui'
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
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QScrollArea,
    QSizePolicy, QStackedWidget, QVBoxLayout, QWidget)
class Ui_Lightbox(object):
    def setupUi(self, Lightbox):
        if not Lightbox.objectName():
            Lightbox.setObjectName(u"Lightbox")
        self.page = QHBoxLayout(Lightbox)
        self.page.setSpacing(0)
        self.page.setObjectName(u"page")
        self.page.setContentsMargins(0, 0, 0, 0)
        self.main = QVBoxLayout()
        self.main.setSpacing(8)
        self.main.setObjectName(u"main")
        self.main.setContentsMargins(16, 8, 16, 16)
        self.bar = QHBoxLayout()
        self.bar.setSpacing(8)
        self.bar.setObjectName(u"bar")

        self.main.addLayout(self.bar)

        self.tools_slot = QWidget(Lightbox)
        self.tools_slot.setObjectName(u"tools_slot")

        self.main.addWidget(self.tools_slot)

        self.stage = QStackedWidget(Lightbox)
        self.stage.setObjectName(u"stage")

        self.main.addWidget(self.stage)

        self.main.setStretch(2, 1)

        self.page.addLayout(self.main)

        self.side = QScrollArea(Lightbox)
        self.side.setObjectName(u"side")
        self.side.setFrameShape(QFrame.Shape.NoFrame)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side.setWidgetResizable(True)

        self.page.addWidget(self.side)

        self.page.setStretch(0, 1)

        self.retranslateUi(Lightbox)
    # setupUi

    def retranslateUi(self, Lightbox):
        pass
    # retranslateUi

